package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The diagram of {@link ImportState} is the compiler's law. */
class IllegalStepsDoNotCompileTest {

    private static final String NO_SUCH_METHOD = "compiler.err.cant.resolve.location.args";

    /** Of the snippet's methods. */
    private static final int FIRST_LINE = 2;

    /** One variable for each state, and what the steps need. */
    private static final String CONTEXT = """
            ImportState.Accepted accepted;
            ImportState.Importing importing;
            ImportState.Activating activating;
            ImportState.Interrupted interrupted;
            ImportState.Completed completed;
            ImportState.Failed failed;
            ImportState.Cancelled cancelled;
            ImportFailure failure;
            io.cellport.cell.generation.GenerationSummary summary;
            java.time.Instant at;
            }
            """;

    private static final List<String> LEGAL = List.of(
            "accepted.toImporting(1)",
            "accepted.toFailed(failure, at)",
            "accepted.toCancelled(at)",
            "importing.at(1, 1)",
            "importing.toActivating()",
            "importing.toInterrupted(1, 1)",
            "importing.toFailed(failure, at)",
            "importing.toCancelled(at)",
            "activating.toCompleted(summary, at)",
            "activating.toInterrupted(1, 1)",
            "activating.toFailed(failure, at)",
            "interrupted.toImporting(1)",
            "interrupted.toFailed(failure, at)",
            "interrupted.toCancelled(at)");

    private static final List<String> ILLEGAL = List.of(
            "accepted.toActivating()",
            "accepted.toCompleted(summary, at)",
            "accepted.toInterrupted(1, 1)",
            "importing.toImporting(1)",
            "importing.toCompleted(summary, at)",
            "activating.toActivating()",
            "activating.toImporting(1)",
            "activating.toCancelled(at)",
            "activating.at(1, 1)",
            "interrupted.toActivating()",
            "interrupted.toInterrupted(1, 1)",
            "interrupted.toCompleted(summary, at)",
            "completed.toImporting(1)",
            "completed.toActivating()",
            "completed.toFailed(failure, at)",
            "completed.toCancelled(at)",
            "completed.toInterrupted(1, 1)",
            "failed.toImporting(1)",
            "failed.toCompleted(summary, at)",
            "failed.toFailed(failure, at)",
            "failed.toCancelled(at)",
            "cancelled.toImporting(1)",
            "cancelled.toCompleted(summary, at)",
            "cancelled.toFailed(failure, at)",
            "cancelled.toCancelled(at)",
            "cancelled.status()");

    @Test
    void theLegalStepsCompileAndTheOthersDoNot() {
        List<String> steps = Stream.concat(LEGAL.stream(), ILLEGAL.stream()).toList();
        Map<String, String> errors = compile(steps);

        assertThat(errors.keySet()).containsExactlyInAnyOrderElementsOf(ILLEGAL);
        assertThat(errors.values()).containsOnly(NO_SUCH_METHOD);
    }

    /** Compiles a class with a method on a line of its own for each step; returns the code of each step's error. */
    private static Map<String, String> compile(List<String> steps) {
        String methods = IntStream.range(0, steps.size())
                .mapToObj(i -> "Object step%d() { return %s; }".formatted(i, steps.get(i)))
                .collect(Collectors.joining("\n"));
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        found,
                        List.of("-proc:none", "-Xdiags:verbose", "-implicit:none"),
                        null,
                        List.of(new Snippet(methods + '\n' + CONTEXT)))
                .call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .collect(Collectors.toMap(
                        error -> steps.get((int) error.getLineNumber() - FIRST_LINE), Diagnostic::getCode));
    }

    private static final class Snippet extends SimpleJavaFileObject {

        private final String source;

        Snippet(String methods) {
            super(URI.create("string:///io/cellport/imports/journal/Snippet.java"), Kind.SOURCE);
            this.source = "package io.cellport.imports.journal; abstract class Snippet {\n" + methods;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
