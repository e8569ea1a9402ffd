package io.github.basicopsemulator.standalone;

import static io.github.basicopsemulator.BasicOpsSeed.person;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.WebhookSignature;
import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.json.ControlCharacters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: starts an emulator and runs it until it is terminated. */
@Command(
        name = "basicops-emulator",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        subcommands = {HealthCommand.class, CdsTrainingRun.class, AutoComplete.GenerateCompletion.class},
        description = {
            "Emulates the BasicOps REST API v1, the Zendesk Sell tasks API v2, and Basecamp 2's to-dos, documents and"
                    + " attachments in memory.",
            "",
            "They are served at /v1, /v2 and /999999999/api/v1, and in isolated workspaces of their own at /w/NAME/v1,"
                    + " /w/NAME/v2 and /w/NAME/999999999/api/v1 for any NAME.",
            ""
        },
        footer = {
            "",
            "What is not given is taken from the environment: BASICOPS_EMULATOR_PORT is --port,"
                    + " BASICOPS_EMULATOR_TASK_STATUS is --task-status, with ; between values of what can be repeated."
        })
public final class Main implements Callable<Integer> {

    /** However many requests are kept: no more of them than fit into 16 MiB a workspace. */
    private static final long JOURNAL_BYTES = 16L << 20;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to listen on; 0 is a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on. Every machine that reaches it can use the emulator. Default: ${DEFAULT-VALUE}.")
    private String host = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "An access token of user 38 of BasicOps, user 1 of Sell and person 149087659 of Basecamp. Can be"
                            + " repeated; once one is given, all others are refused."
                            + " Without it, any token is accepted.")
    private List<String> tokens = List.of();

    @Option(
            names = "--user",
            paramLabel = "ID,FIRST,LAST,EMAIL",
            description = "A user of every workspace besides 38 and 25. Can be repeated.")
    private List<String> users = List.of();

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description =
                    "A seed file that every workspace begins with, in YAML or JSON; demo is a small company. Can be"
                            + " repeated.")
    private List<String> seeds = List.of();

    @Option(
            names = "--client",
            paramLabel = "ID,SECRET,REDIRECT",
            description =
                    "An OAuth client with a secret. Can be repeated; once a client is given, all others are refused.")
    private List<String> clients = List.of();

    @Option(
            names = "--public-client",
            paramLabel = "ID,REDIRECT",
            description = "An OAuth client without a secret, which must use PKCE. Can be repeated.")
    private List<String> publicClients = List.of();

    @Option(names = "--skip-consent", description = "Gives browsers an OAuth code at once, without a page that asks.")
    private boolean skipConsent;

    @Option(
            names = "--task-status",
            paramLabel = "STATUS",
            description = "A status that tasks can have besides those of the reference. Can be repeated.")
    private List<String> taskStatuses = List.of();

    @Option(
            names = "--update-response-links",
            description = "Answers updates with an id and links, and not with success alone.")
    private boolean updateResponseLinks;

    @Option(
            names = "--wrap-time-entries",
            description = "Puts each record in the list of time entries into an envelope of its own.")
    private boolean wrapTimeEntries;

    @Option(
            names = "--basecamp-account",
            paramLabel = "ID",
            description = "Serves Basecamp as this account. Default: 999999999.")
    private @Nullable Long basecampAccount;

    @Option(
            names = "--basecamp-zone",
            paramLabel = "ZONE",
            description = "The time zone that Basecamp writes moments in, such as America/Chicago. Default: UTC.")
    private @Nullable ZoneId basecampZone;

    @Option(
            names = "--basecamp-single-use-tokens",
            description = "Lets the token of a file that was sent to Basecamp be attached once only.")
    private boolean basecampSingleUseTokens;

    @Option(names = "--strict", description = "Answers 501 wherever only an assumption of the emulator would answer.")
    private boolean strict;

    @Option(
            names = "--sell-unchecked-references",
            description = "Does not check that owner_id and resource_id of Sell tasks exist.")
    private boolean sellUncheckedReferences;

    @Option(
            names = "--fetch-only-public",
            description = "Refuses to fetch files for uploadurl from loopback and private addresses.")
    private boolean fetchOnlyPublic;

    @Option(
            names = "--webhooks-to",
            paramLabel = "HOST",
            description =
                    "A host that webhooks may lead to besides local ones: a name, *.example.com, or *. Can be repeated.")
    private List<String> webhookHosts = List.of();

    @Option(
            names = "--webhook-payload",
            paramLabel = "FORM",
            description = "The form of deliveries: documented, or observed as receivers of BasicOps' own read it.")
    private @Nullable String webhookPayload;

    @Option(
            names = "--webhook-signature",
            paramLabel = "HEADER,PREFIX,ENCODING",
            description = "How deliveries are signed; the encoding is hex or base64."
                    + " Default: X-BasicOps-Signature,sha256=,hex.")
    private @Nullable String webhookSignature;

    @Option(
            names = "--app-url",
            paramLabel = "URL",
            description = "What links into the web application begin with. Default: https://app.basicops.com.")
    private @Nullable String appUrl;

    @Option(
            names = "--trust-forwarded",
            description =
                    "Believes Forwarded and X-Forwarded-* headers when making URLs; for an emulator behind a proxy.")
    private boolean trustForwarded;

    @Option(
            names = "--control-token",
            paramLabel = "TOKEN",
            description =
                    "Asks for this token under /_emulator, where the emulator is controlled. Without it, that is open on"
                            + " the loopback address and closed on any other.")
    private @Nullable String controlToken;

    @Option(
            names = "--path-prefix",
            paramLabel = "PATH",
            description = "Answers below this path, such as /mock, as if it were not there.")
    private @Nullable String pathPrefix;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "The base of URLs in responses, inboxes and pages, whatever Host clients send.")
    private @Nullable String publicUrl;

    @Option(
            names = "--cors-origin",
            paramLabel = "ORIGIN",
            description =
                    "Whose pages may send requests from a browser and read replies, such as http://localhost:3000, or *"
                            + " for all. Can be repeated. What is below /_emulator is for no page.")
    private List<String> corsOrigins = List.of();

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            description =
                    "A name by which browsers may call the emulator, besides localhost, addresses in figures and the host of"
                            + " --public-url; *.example.com for all below a name, * for any. Can be repeated.")
    private List<String> allowedHosts = List.of();

    @Option(
            names = "--https",
            description = "Answers HTTPS, too, on the same port, with a certificate made at the start.")
    private boolean https;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Answers HTTPS, too, with this certificate in PEM; needs --tls-key.")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The key of the certificate, in PEM, without a password.")
    private @Nullable Path tlsKey;

    @Option(
            names = "--journal",
            paramLabel = "N",
            description = "Records the newest N requests of each workspace; 0 records no requests. Default: 1000.")
    private @Nullable Integer journal;

    @Option(
            names = "--max-workspaces",
            paramLabel = "N",
            description = "Lets there be N workspaces besides the default one. Default: 10000.")
    private @Nullable Integer maxWorkspaces;

    @Option(
            names = "--on-demand-ttl",
            paramLabel = "TIME",
            description =
                    "Forgets a workspace that a request made when no request has come to it for this time, such as"
                            + " PT10M; PT0S keeps it. Default: PT1H.")
    private @Nullable Duration onDemandTtl;

    @Option(
            names = "--max-records",
            paramLabel = "N",
            description = "Lets a workspace have N records of all kinds together. Default: 1000000.")
    private @Nullable Long maxRecords;

    @Option(
            names = "--max-stored-bytes",
            paramLabel = "N",
            description = "Lets the records and files of a workspace take N bytes. Default: 536870912.")
    private @Nullable Long maxStoredBytes;

    @Option(
            names = "--max-unsent-bytes",
            paramLabel = "N",
            description = "Lets N bytes of responses of a workspace be delayed, or not be read. Default: 268435456.")
    private @Nullable Long maxUnsentBytes;

    @Option(
            names = "--max-held-deliveries",
            paramLabel = "N",
            description = "Lets N deliveries of a workspace wait. Default: 10000.")
    private @Nullable Integer maxHeldDeliveries;

    @Option(names = "--max-inboxes", paramLabel = "N", description = "Lets a workspace have N inboxes. Default: 1000.")
    private @Nullable Integer maxInboxes;

    @Option(
            names = "--max-snapshots",
            paramLabel = "N",
            description = "Keeps the newest N snapshots under names of each workspace. Default: 100.")
    private @Nullable Integer maxSnapshots;

    @Option(
            names = "--log",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "How requests are logged to standard error: text, or json, an object a line."
                    + " Default: ${DEFAULT-VALUE}.")
    private ConsoleLog.Form log = ConsoleLog.Form.TEXT;

    @Option(names = "--quiet", description = "Logs no requests.")
    private boolean quiet;

    private Main() {}

    /** Runs the emulator; exits with 0 when it was told to end, with 2 for a wrong option, a wrong seed file or a taken port. */
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Main());
        Environment environment = new Environment(System.getenv());
        environment.serve(command);
        int exit = command.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> complain(wrong.getMessage()
                        + environment.origin(wrong.getArgSpec(), given)
                        + " (--help shows them all)"))
                .setExecutionExceptionHandler(
                        (failure, failed, parsed) -> complainAtLength(String.valueOf(failure.getMessage())))
                .execute(arguments);
        System.exit(exit);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (quiet) {
            ConsoleLog.off();
        } else {
            ConsoleLog.toStandardError(log);
        }
        Emulator emulator = options().start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            emulator.close();
            ended.countDown();
            // A signal would otherwise make the exit code 143, although the shutdown succeeded.
            Runtime.getRuntime().halt(0);
        }));
        // In one call: a reader of the first line may end the emulator before the second one.
        System.out.println("BasicOps emulator ready at " + emulator.url()
                + (emulator.servesHttps() ? System.lineSeparator() + "and at " + emulator.secureUrl() : ""));
        System.out.flush();
        ended.await();
        return 0;
    }

    private Emulator.Builder options() {
        Emulator.Builder options = Emulator.builder().host(host).port(port).workspacesOnDemand();
        tokens.forEach(options::token);
        for (String user : users) {
            String[] parts = parts(user, 4, "--user ID,FIRST,LAST,EMAIL");
            options.seed(person(parts[1], parts[2]).email(parts[3]).id(Long.parseLong(parts[0])));
        }
        seeds.forEach(seed -> seed(seed, options));
        for (String client : clients) {
            String[] parts = client.split(",", 3);
            if (parts.length != 3) {
                throw new IllegalArgumentException(
                        "expected --client ID,SECRET,REDIRECT, but got " + parts.length + " of these three");
            }
            options.client(parts[0], parts[1], parts[2]);
        }
        for (String client : publicClients) {
            String[] parts = parts(client, 2, "--public-client ID,REDIRECT");
            options.publicClient(parts[0], parts[1]);
        }
        options.taskStatuses(taskStatuses.toArray(String[]::new));
        if (appUrl != null) {
            options.appUrl(appUrl);
        }
        options.webhooksTo(webhookHosts.toArray(String[]::new));
        if (webhookPayload != null) {
            options.webhookPayload(payload(webhookPayload));
        }
        if (webhookSignature != null) {
            options.webhookSignature(signature(webhookSignature));
        }
        if (controlToken != null) {
            options.controlToken(controlToken);
        }
        if (basecampAccount != null) {
            options.basecampAccount(basecampAccount);
        }
        if (basecampZone != null) {
            options.basecampZone(basecampZone);
        }
        if (journal != null) {
            options.journal(journal, JOURNAL_BYTES);
        }
        choose(basecampSingleUseTokens, options::basecampSingleUseTokens);
        choose(skipConsent, options::skipConsent);
        choose(updateResponseLinks, options::updateResponseLinks);
        choose(wrapTimeEntries, options::wrapTimeEntries);
        choose(strict, options::strict);
        choose(sellUncheckedReferences, options::sellUncheckedReferences);
        choose(fetchOnlyPublic, options::fetchOnlyFromPublicHosts);
        choose(trustForwarded, options::trustForwardedHeaders);
        reach(options);
        limit(options);
        return options;
    }

    private void limit(Emulator.Builder options) {
        give(maxWorkspaces, options::maxWorkspaces);
        give(onDemandTtl, options::onDemandTtl);
        give(maxRecords, options::maxRecords);
        give(maxStoredBytes, options::maxStoredBytes);
        give(maxUnsentBytes, options::maxUnsentBytes);
        give(maxHeldDeliveries, options::maxHeldDeliveries);
        give(maxInboxes, options::maxInboxes);
        give(maxSnapshots, options::maxSnapshots);
    }

    private static <T> void give(@Nullable T value, Consumer<T> option) {
        if (value != null) {
            option.accept(value);
        }
    }

    private void reach(Emulator.Builder options) {
        if (pathPrefix != null) {
            options.pathPrefix(pathPrefix);
        }
        if (publicUrl != null) {
            options.publicUrl(publicUrl);
        }
        options.corsOrigins(corsOrigins.toArray(String[]::new));
        options.allowedHosts(allowedHosts.toArray(String[]::new));
        choose(https, options::https);
        if (tlsCertificate != null && tlsKey != null) {
            options.https(tlsCertificate, tlsKey);
        } else if (tlsCertificate != null || tlsKey != null) {
            throw new IllegalArgumentException("--tls-cert and --tls-key are given both or neither");
        }
    }

    private static void seed(String seed, Emulator.Builder options) {
        if (!seed.equals("demo")) {
            options.seed(Path.of(seed));
            return;
        }
        try (InputStream demo = Objects.requireNonNull(Main.class.getResourceAsStream("demo.yaml"))) {
            options.seed(new String(demo.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Webhooks.Payload payload(String form) {
        for (Webhooks.Payload payload : Webhooks.Payload.values()) {
            if (payload.name().equalsIgnoreCase(form)) {
                return payload;
            }
        }
        throw new IllegalArgumentException(
                "expected --webhook-payload documented or observed, but got \"" + form + "\"");
    }

    private static WebhookSignature signature(String form) {
        String expected = "--webhook-signature HEADER,PREFIX,hex or base64";
        String[] parts = parts(form, 3, expected);
        WebhookSignature signature =
                WebhookSignature.standard().header(parts[0]).prefix(parts[1]);
        return switch (parts[2]) {
            case "hex" -> signature;
            case "base64" -> signature.base64();
            default -> throw new IllegalArgumentException("expected " + expected + ", but got \"" + form + "\"");
        };
    }

    private static void choose(boolean wanted, Runnable option) {
        if (wanted) {
            option.run();
        }
    }

    private static String[] parts(String text, int count, String form) {
        String[] parts = text.split(",", count);
        if (parts.length != count) {
            throw new IllegalArgumentException("expected " + form + ", but got \"" + text + "\"");
        }
        return parts;
    }

    /** Prints all lines of a message about a seed file. */
    private static int complainAtLength(String message) {
        int exit = complain(message);
        message.lines().skip(1).map(ControlCharacters::escape).forEach(System.err::println);
        return exit;
    }

    private static int complain(String message) {
        System.err.println("basicops-emulator: "
                + ControlCharacters.escape(message.lines().findFirst().orElse("it failed")));
        return 2;
    }

    /** The version of the jar, as its manifest has it. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"BasicOps emulator " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
