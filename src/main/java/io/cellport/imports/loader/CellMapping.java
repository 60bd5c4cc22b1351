package io.cellport.imports.loader;

/**
 * The one change that an import makes to ids: the id of the snapshot's cell becomes the id of the target cell. The main
 * box has its cell's id, so this also brings the main box's data to the target cell.
 *
 * @param from id of the cell in the snapshot
 * @param to id of the target cell
 * @param name name of the target cell
 */
record CellMapping(String from, String to, String name) {

    /** Directory of the main box below {@code 20_webdav/}. */
    static final String MAIN_BOX = "__";

    /** That of a snapshot whose cell is faulty: no id is known, so none is mapped. */
    static final CellMapping UNKNOWN = new CellMapping("", "", "");

    boolean isMainBox(String boxId) {
        return boxId.equals(from);
    }

    /** A path below {@code 20_webdav/} in which the main box is called {@link #MAIN_BOX}. */
    String path(String path) {
        int slash = path.indexOf('/');
        boolean inMainBox = slash > 0 && isMainBox(path.substring(0, slash));
        return inMainBox ? MAIN_BOX + path.substring(slash) : path;
    }
}
