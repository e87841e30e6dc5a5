package io.onsale.audit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the stores of a deployment and decides whether every promise was kept. See {@link AuditRule} for the promises. */
@Command(
        name = "./onsale audit",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description =
                "Checks the stores against the promises: who was let in, who holds which seat, where the money is. It only reads. Give the four addresses, or the status file of an Onsale on this machine.",
        footer = "Exit code: 0 every promise was kept, 1 one was broken, 2 it could not be decided")
public final class Audit implements Callable<Integer> {
    /** How long the services may take to process all events, before "not yet" means "never". */
    static final Duration REST_MAX = Duration.ofSeconds(30);

    private static final Duration BETWEEN_READS = Duration.ofSeconds(1);
    private static final int BROKEN = 1;
    private static final int UNDECIDED = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--status",
            paramLabel = "FILE",
            description = "what ./onsale up has written: .onsale/run/status.json")
    private @Nullable Path status;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            defaultValue = "${env:ONSALE_AUDIT_POSTGRES}",
            description = "postgresql://user:password@host:port/database (or ONSALE_AUDIT_POSTGRES)")
    private @Nullable URI postgres;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            defaultValue = "${env:ONSALE_AUDIT_REDIS}",
            description = "redis://:password@host:port (or ONSALE_AUDIT_REDIS)")
    private @Nullable String redis;

    @Option(
            names = "--provider",
            paramLabel = "URL",
            defaultValue = "${env:ONSALE_AUDIT_PROVIDER}",
            description = "of the payment provider's simulator, whose ledger is read (or ONSALE_AUDIT_PROVIDER)")
    private @Nullable URI provider;

    @Option(
            names = "--provider-secret",
            paramLabel = "TEXT",
            defaultValue = "${env:ONSALE_AUDIT_PROVIDER_SECRET}",
            description = "the provider's API secret (or ONSALE_AUDIT_PROVIDER_SECRET: other users see command lines)")
    private @Nullable String providerSecret;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "audit-logback.xml");
        System.exit(new CommandLine(new Audit()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            Verdict verdict = of(deployment());
            System.out.print(verdict.table());
            return verdict.isClean() ? 0 : BROKEN;
        } catch (ParameterException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | IOException | RuntimeException e) {
            System.err.println("The audit cannot decide: " + e);
        }
        return UNDECIDED;
    }

    private Deployment deployment() {
        boolean anyAddress =
                Stream.of(postgres, redis, provider, providerSecret).anyMatch(given -> given != null);
        if (status != null && !anyAddress) {
            return Deployment.readFrom(status);
        }
        if (status == null && postgres != null && redis != null && provider != null && providerSecret != null) {
            return Deployment.at(postgres, redis, provider, providerSecret);
        }
        throw new ParameterException(
                spec.commandLine(), "Give --status, or all of --postgres, --redis, --provider and --provider-secret");
    }

    /** The verdict on {@code deployment}, once it is at rest or has had {@link #REST_MAX} to come to rest. */
    public static Verdict of(Deployment deployment) throws SQLException, IOException, InterruptedException {
        try (Stores stores = Stores.open(deployment)) {
            return atRest(stores, REST_MAX);
        }
    }

    static Verdict atRest(Stores stores, Duration patience) throws SQLException, IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Verdict verdict = Verdict.on(stores.read());
        while (!verdict.isFinal() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_READS); // a command line's own thread; stores at rest emit nothing to wait for
            verdict = Verdict.on(stores.read());
        }
        return verdict;
    }
}
