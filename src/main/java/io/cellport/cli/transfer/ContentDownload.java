package io.cellport.cli.transfer;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.terminal.PlainText;
import io.cellport.cli.terminal.ProgressBar;
import io.cellport.cli.terminal.Screen;
import io.cellport.cli.unit.ContentClient;
import io.cellport.cli.unit.ContentClient.FileHead;
import io.cellport.cli.unit.ContentMember;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Downloads files of a cell. Names come from the unit, so each is checked: nothing is written outside of the directory
 * that the user gave. Blocks; for one thread.
 *
 * @param content what is read
 * @param screen for progress bars
 * @param replaces whether files that are there are replaced; otherwise they are an error
 * @param out gets the name of each file, or why it is none
 */
public record ContentDownload(ContentClient content, Screen screen, boolean replaces, Consumer<String> out) {

    /** Downloads one file. */
    public void file(String path, Path local) {
        FileHead head = content.file(path);
        if (Files.isDirectory(local)) {
            throw new CommandException(shown(local) + " is a directory");
        }
        if (!replaces && Files.exists(local)) {
            throw new CommandException("There is already a file " + shown(local) + "; --force replaces files");
        }
        try (DownloadedFile target = new DownloadedFile(local);
                ProgressBar bar = ProgressBar.bytes(screen, "Download", head.size())) {
            new ResumedDownload(content.http(), content.url(path), head.tag()).run(head.size(), target, bar);
            target.complete(replaces ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0]);
        }
        out.accept(shown(local));
    }

    /** Downloads all files below a box or collection; there is a directory for each collection. */
    public void tree(String path, Path local) {
        if (content.at(path).isFile()) {
            file(path, local);
            return;
        }
        createDirectory(local);
        // All names first: what is open on the connection meanwhile would time out.
        List<ContentMember> members = new ArrayList<>();
        content.members(path, members::add);
        for (ContentMember member : members) {
            String below = path + '/' + member.name();
            Path target = inside(local, member.name());
            switch (member.kind()) {
                case FILE -> file(below, target);
                case COLLECTION, BOX, SERVICE -> tree(below, target);
                case ODATA -> out.accept(shown(target) + ": a collection of entities, see \"cellport query\"");
            }
        }
    }

    private static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new CommandException("The directory " + shown(directory) + " cannot be created");
        }
    }

    /**
     * The place of a name in a directory.
     *
     * @throws CommandException if a file there cannot have the name
     */
    public static Path inside(Path directory, String name) {
        try {
            Path relative = Path.of(name);
            boolean isOneName = relative.getRoot() == null
                    && relative.getNameCount() == 1
                    && relative.toString().equals(name);
            if (isOneName && !name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                return directory.resolve(relative);
            }
        } catch (InvalidPathException e) {
            // Told below, without the system's words.
        }
        throw new CommandException("No file here can have the name \"" + PlainText.of(name) + '"');
    }

    private static String shown(Path path) {
        return PlainText.of(path.toString());
    }
}
