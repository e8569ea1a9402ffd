package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Exchange;
import io.github.basicopsemulator.Workspace;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The page that says what happened in a test that failed, for who has nothing else at hand. */
final class EvidencePage {

    private static final int MOST_REQUESTS = 20;
    private static final int MOST_REFUSALS = 3;
    private static final int MOST_LINES = 40;

    private EvidencePage() {}

    static String of(Scene scene, List<Exchange> exchanges, ExtensionContext context, Throwable failure) {
        Workspace workspace = scene.workspace();
        List<Exchange> wrong =
                exchanges.stream().filter(EvidencePage::wentWrong).toList();
        return Stream.of(
                        part("Failed", test(context)),
                        part("With", first(failure.toString())),
                        part(
                                "In",
                                workspace + "\nwhose clock says "
                                        + workspace.clock().instant()),
                        part("Asked " + times(exchanges.size()), newest(exchanges, MOST_REQUESTS)),
                        part("Went wrong " + times(wrong.size()), sent(wrong)),
                        part("Faults on purpose", workspace.faults().toString()),
                        part("Deliveries", first(workspace.webhooks().toString())),
                        part(
                                "Changed since the test began",
                                first(scene.changes().toString())))
                .collect(Collectors.joining("\n"));
    }

    /** Tells whether a request was refused, or befallen by a fault. */
    static boolean wentWrong(Exchange exchange) {
        return exchange.status() >= 400 || exchange.fault() != null;
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

    private static String newest(List<Exchange> exchanges, int most) {
        int skipped = Math.max(0, exchanges.size() - most);
        return (skipped == 0 ? "" : "… " + skipped + " earlier\n")
                + exchanges.stream().skip(skipped).map(Exchange::toString).collect(Collectors.joining("\n"));
    }

    /** As commands, so that nobody has to guess what was sent. */
    private static String sent(List<Exchange> wrong) {
        return wrong.stream()
                .skip(Math.max(0, wrong.size() - MOST_REFUSALS))
                .map(exchange ->
                        exchange + "\n" + first(exchange.curl()).indent(2).stripTrailing())
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
