package io.cellport.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Classes as the virtual machine keeps them in memory, of a unit and of a bare server. */
final class KeptClasses {

    private static final String SCRIPT = Path.of("bin", "cellport").toString();

    private KeptClasses() {}

    /** The start script, once it has made its archive. */
    static String script() throws IOException, InterruptedException {
        new ProcessBuilder(SCRIPT, "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        while (isUnderWay()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return SCRIPT;
    }

    private static boolean isUnderWay() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.anyMatch(file -> file.toString().endsWith(".jsa.maker"));
        }
    }

    /** A jar of a class with those inside of it: an archive takes no classes of a directory. */
    static Path jar(Class<?> type) throws IOException {
        Path jar = Workspace.directory().resolve(type.getSimpleName() + ".jar");
        String name = type.getName().replace('.', '/');
        Path classes =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.list(classes.resolve(name).getParent())) {
            List<Path> own = found.filter(each -> each.getFileName().toString().startsWith(type.getSimpleName()))
                    .toList();
            for (Path each : own) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
        return jar;
    }
}
