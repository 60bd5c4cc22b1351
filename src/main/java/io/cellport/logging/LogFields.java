package io.cellport.logging;

import java.util.Map;

/**
 * The only argument of a log line that has fields of its own in a JSON log; its text is the line in any other. It may
 * be written later and on another thread. Immutable.
 */
public interface LogFields {

    /** Texts, numbers and truth values by their names, in their order; names are not those that every line has. */
    Map<String, Object> fields();
}
