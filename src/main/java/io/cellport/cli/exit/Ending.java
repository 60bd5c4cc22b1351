package io.cellport.cli.exit;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a command can end. {@code docs/command-line.md} shows the same. */
public enum Ending {
    OK(0, "The command did what it was asked to."),
    FAILED(1, "It did not, for a reason that no other code stands for: the import failed, a file is damaged."),
    USAGE(2, "The arguments or the configuration are wrong; nothing was done."),
    UNREACHABLE(3, "No unit could be reached, or it said for too long that it cannot answer now."),
    REFUSED(4, "The unit refused the token, or what its holder may not do (401, 403)."),
    NOT_FOUND(5, "The unit has no such cell, file, snapshot or run (404)."),
    CONFLICT(6, "Something else stands in the way: the cell exists, or is being imported (409, 412)."),
    TIMED_OUT(7, "The time of --timeout is over; what was waited for goes on at the server."),
    INTERRUPTED(130, "Ctrl-C; what was started goes on at the server.");

    private final int code;

    private final String meaning;

    Ending(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** What the process exits with. */
    public int code() {
        return code;
    }

    /** One sentence for users. */
    public String meaning() {
        return meaning;
    }

    /** How a command ends that a unit refused with this HTTP status, which is 300 or more. */
    public static Ending ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> REFUSED;
            case 404 -> NOT_FOUND;
            case 409, 412 -> CONFLICT;
            // The others come from a proxy in front of a unit that is away.
            case 502, 503, 504 -> UNREACHABLE;
            default -> FAILED;
        };
    }

    /** All codes with their meanings, in their order, as the help shows them. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (Ending ending : values()) {
            table.put(Integer.toString(ending.code), ending.meaning);
        }
        return table;
    }
}
