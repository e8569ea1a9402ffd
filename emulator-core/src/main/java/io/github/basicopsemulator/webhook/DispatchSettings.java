package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.store.LimitReached;
import java.util.List;

/** Delivery settings of a workspace. */
public record DispatchSettings(
        DeliveryMode mode, PayloadFormat form, RetryPolicy retries, List<DeliveryFaultRule> deliveryFaults) {

    private static final int MAX_TROUBLES = 1_000;

    /**
     * Copies the mutable arguments.
     *
     * @throws LimitReached if there are too many delivery faults
     */
    public DispatchSettings {
        if (deliveryFaults.size() > MAX_TROUBLES) {
            throw LimitReached.fixed(
                    "Set fewer", "These are %,d delivery faults of %,d", deliveryFaults.size(), MAX_TROUBLES);
        }
        deliveryFaults = List.copyOf(deliveryFaults);
    }

    /** The default settings, with a payload format. */
    public DispatchSettings(PayloadFormat form) {
        this(DeliveryMode.AFTER_RESPONSE, form, RetryPolicy.NONE, List.of());
    }

    public DispatchSettings with(DeliveryMode mode) {
        return new DispatchSettings(mode, form, retries, deliveryFaults);
    }

    public DispatchSettings with(PayloadFormat form) {
        return new DispatchSettings(mode, form, retries, deliveryFaults);
    }

    public DispatchSettings with(RetryPolicy retries) {
        return new DispatchSettings(mode, form, retries, deliveryFaults);
    }

    public DispatchSettings with(List<DeliveryFaultRule> deliveryFaults) {
        return new DispatchSettings(mode, form, retries, deliveryFaults);
    }
}
