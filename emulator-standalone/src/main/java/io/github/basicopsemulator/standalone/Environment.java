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
 * The environment in place of options that are not given: {@code --task-status} is {@code
 * BASICOPS_EMULATOR_TASK_STATUS}; what can be repeated has its values between semicolons; an empty variable is none.
 */
final class Environment implements CommandLine.IDefaultValueProvider {

    private static final String BETWEEN_VALUES = ";";

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Lets a command look here for what its command line leaves out. */
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

    /** Where a value came from that is not on the command line, for whoever looks for it there. */
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
