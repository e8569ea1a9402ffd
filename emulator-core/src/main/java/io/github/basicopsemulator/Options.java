package io.github.basicopsemulator;

import io.github.basicopsemulator.basecamp.BasecampOptions;
import io.github.basicopsemulator.basicops.BasicOpsOptions;
import io.github.basicopsemulator.basicops.BasicOpsOptions.OAuthClient;
import io.github.basicopsemulator.control.Guard;
import io.github.basicopsemulator.engine.OriginPolicy;
import io.github.basicopsemulator.engine.WorkspaceLimits;
import io.github.basicopsemulator.http.HttpOptions;
import io.github.basicopsemulator.seed.SeedFile;
import io.github.basicopsemulator.sell.SellOptions;
import io.github.basicopsemulator.tls.Identity;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The options of the builder, and the settings of each component that follow from them. */
final class Options {

    String host = "127.0.0.1";
    int port;
    Clock clock = Clock.systemUTC();
    long randomSeed = 1;
    String appUrl = BasicOpsOptions.DEFAULT.appUrl();
    final Map<String, Long> tokens = new LinkedHashMap<>();
    final List<String> defaultTokens = new ArrayList<>();
    boolean sellUncheckedReferences;
    final List<Seed<?>> seeds = new ArrayList<>();
    final List<Supplier<SeedFile>> seedFiles = new ArrayList<>();
    String pathPrefix = "";

    @Nullable
    String publicUrl;

    boolean trustForwardedHeaders;
    final Set<String> corsOrigins = new LinkedHashSet<>();
    final List<String> allowedHosts = new ArrayList<>();

    @Nullable
    Supplier<Identity> identity;

    boolean workspacesOnDemand;
    Duration onDemandTtl = Duration.ofHours(1);
    int maxWorkspaces = 10_000;
    long maxRecords = WorkspaceLimits.DEFAULT.records();
    long maxStoredBytes = WorkspaceLimits.DEFAULT.storedBytes();
    long maxUnsentBytes = WorkspaceLimits.DEFAULT.unsentBytes();
    int maxHeldDeliveries = WorkspaceLimits.DEFAULT.heldDeliveries();
    int maxInboxes = WorkspaceLimits.DEFAULT.inboxes();
    int maxSnapshots = WorkspaceLimits.DEFAULT.snapshots();
    boolean wrapTimeEntries;
    boolean updateResponseLinks;
    List<String> extraTaskStatuses = List.of();
    boolean strict;
    long basecampAccount = BasecampOptions.DEFAULT_ACCOUNT;
    boolean basecampSingleUseTokens;
    ZoneId basecampZone = ZoneOffset.UTC;
    final List<OAuthClient> clients = new ArrayList<>();
    boolean asksNobody;
    boolean fetchesPrivate = true;
    final List<String> webhookHosts = new ArrayList<>();
    Duration webhookPatience = Duration.ofSeconds(5);
    WebhookSignature signature = WebhookSignature.standard();
    Webhooks.Payload payload = Webhooks.Payload.DOCUMENTED;
    boolean takesFaultHeader;

    @Nullable
    String controlToken;

    int mostJournaled = 1_000;
    long mostJournalBytes = 16L << 20;
    int mostJsonBytes = 1 << 20;
    int mostUploadBytes = 64 << 20;

    /** Checks a limit that a builder was given. */
    static long limit(long max) {
        if (max < 1) {
            throw new IllegalArgumentException("a limit is at least 1, but this was " + max);
        }
        return max;
    }

    WorkspaceLimits limits() {
        return new WorkspaceLimits(
                maxRecords, maxStoredBytes, maxHeldDeliveries, maxInboxes, maxSnapshots, maxUnsentBytes);
    }

    BasicOpsOptions basicOps() {
        return new BasicOpsOptions(
                appUrl,
                tokens,
                clients,
                asksNobody,
                wrapTimeEntries,
                updateResponseLinks,
                extraTaskStatuses,
                strict,
                fetchesPrivate,
                mostUploadBytes,
                signature.form());
    }

    SellOptions sell() {
        return new SellOptions(defaultTokens, sellUncheckedReferences, strict);
    }

    BasecampOptions basecamp() {
        return new BasecampOptions(basecampAccount, defaultTokens, basecampSingleUseTokens, basecampZone, strict);
    }

    HttpOptions http(@Nullable Identity identity) {
        return new HttpOptions(
                host,
                port,
                pathPrefix,
                publicUrl,
                trustForwardedHeaders,
                new LinkedHashSet<>(corsOrigins),
                identity,
                mostJsonBytes,
                mostUploadBytes);
    }

    Guard guard() {
        return Guard.at(host, controlToken, ownHosts());
    }

    OriginPolicy origins() {
        return new OriginPolicy(ownHosts(), corsOrigins);
    }

    /** The names by which browsers may call the emulator. */
    private List<String> ownHosts() {
        List<String> hosts = new ArrayList<>(allowedHosts);
        hosts.add(host.toLowerCase(Locale.ROOT));
        hosts.addAll(publicHosts());
        return hosts;
    }

    boolean isOnEveryAddress() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    @Nullable
    Identity identity() {
        return identity == null ? null : identity.get();
    }

    List<String> certifiedHosts() {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        if (!isOnEveryAddress()) {
            hosts.add(host);
        }
        hosts.addAll(publicHosts());
        return List.copyOf(hosts);
    }

    /** The allowed webhook hosts: the named ones, and the public host, whose inboxes are in the emulator itself. */
    List<String> webhookHosts() {
        List<String> hosts = new ArrayList<>(webhookHosts);
        hosts.addAll(publicHosts());
        return hosts;
    }

    List<String> publicHosts() {
        return publicUrl == null ? List.of() : List.of(BaseUrls.host(publicUrl));
    }
}
