package io.cellport.cell.content;

/**
 * A resource in a cell.
 *
 * @param path where it is below {@code 20_webdav/}: the directory of its box, then the names on the way down, with one
 *     slash between two
 */
public record ContentNode(String path, ContentProperties properties) {

    /** The member of a collection of services that is a collection itself. */
    static final String SOURCE = "__src";

    /** Whether it has the scripts of services, by its name. */
    public boolean isSource() {
        return path.endsWith('/' + SOURCE);
    }
}
