package io.github.basicopsemulator.standalone;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Default values of options from the environment: {@code --task-status} is {@code BASICOPS_EMULATOR_TASK_STATUS};
 * repeatable options have their values between semicolons; empty variables are ignored.
 */
final class Environment implements CommandLine.IDefaultValueProvider {

    private static final String BETWEEN_VALUES = ";";

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Makes this the source of missing options of a command. */
    void serve(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            if (option.isMultiValue() && value(option) != null) {
                spec.remove(option);
                spec.addOption(
                        OptionSpec.builder(option).splitRegex(BETWEEN_VALUES).build());
            }
        }
        command.setDefaultValueProvider(this);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option ? value(option) : null;
    }

    /** The origin of a value that is not on the command line, for messages. */
    String origin(@Nullable ArgSpec argument, String[] given) {
        if (argument instanceof OptionSpec option
                && value(option) != null
                && Stream.of(given).noneMatch(word -> word.startsWith(option.longestName()))) {
            return " (from " + variable(option) + ")";
        }
        return "";
    }

    private @Nullable String value(OptionSpec option) {
        if (option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String value = variables.get(variable(option));
        // Kubernetes tells every container the address of a service named basicops-emulator so; it is not meant for us.
        boolean isAnothers = value != null && value.startsWith("tcp://");
        return value == null || value.isEmpty() || isAnothers ? null : value;
    }

    private static String variable(OptionSpec option) {
        return "BASICOPS_EMULATOR_"
                + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
