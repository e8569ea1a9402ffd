package io.github.basicopsemulator.junit5;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The page that explains a failed test without further files. */
final class EvidencePage {

    private static final int MOST_REQUESTS = 20;
    private static final int MOST_REFUSALS = 3;
    private static final int MOST_LINES = 40;

    private EvidencePage() {}

    static String of(FailureContext scene, ExtensionContext context, Throwable failure) {
        List<FailureContext.RequestLine> asked = scene.asked();
        List<FailureContext.RequestLine> wrong =
                asked.stream().filter(FailureContext.RequestLine::wentWrong).toList();
        return Stream.of(
                        part("Failed", test(context)),
                        part("With", first(failure.toString())),
                        part("In", scene.place() + "\nwhose clock says " + scene.now()),
                        part("Asked " + times(asked.size()), newest(asked)),
                        part("Went wrong " + times(wrong.size()), sent(wrong)),
                        part("Faults on purpose", scene.faults()),
                        part("Deliveries", first(scene.deliveries())),
                        part("Changed since the test began", first(scene.changes())))
                .collect(Collectors.joining("\n"));
    }

    static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private static String test(ExtensionContext context) {
        String method = context.getTestMethod()
                .map(tested -> "." + tested.getName() + "\n" + context.getDisplayName())
                .orElse("");
        return context.getRequiredTestClass().getName() + method;
    }

    private static String newest(List<FailureContext.RequestLine> asked) {
        int skipped = Math.max(0, asked.size() - MOST_REQUESTS);
        return (skipped == 0 ? "" : "… " + skipped + " earlier\n")
                + asked.stream()
                        .skip(skipped)
                        .map(FailureContext.RequestLine::line)
                        .collect(Collectors.joining("\n"));
    }

    /** Writes the failed requests as commands. */
    private static String sent(List<FailureContext.RequestLine> wrong) {
        return wrong.stream()
                .skip(Math.max(0, wrong.size() - MOST_REFUSALS))
                .map(one ->
                        one.line() + "\n" + first(one.curl().get()).indent(2).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String first(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(0, Math.min(MOST_LINES, lines.size())))
                + (lines.size() > MOST_LINES ? "\n… " + (lines.size() - MOST_LINES) + " more lines" : "");
    }

    private static String part(String heading, String text) {
        return heading + "\n" + text.indent(2);
    }
}
