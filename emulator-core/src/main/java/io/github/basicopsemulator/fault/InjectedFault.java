package io.github.basicopsemulator.fault;

import java.time.Duration;

/**
 * A fault chosen for one request.
 *
 * @param delay the delay of the response; zero for other faults
 * @param reason the reason, for messages
 */
public record InjectedFault(FaultEffect effect, Duration delay, String reason) {}
