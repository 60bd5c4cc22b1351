package io.cellport.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar tells it. Stateless. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** Name and version of the program. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "Cellport " + (version == null ? "(not packaged)" : version);
    }
}
