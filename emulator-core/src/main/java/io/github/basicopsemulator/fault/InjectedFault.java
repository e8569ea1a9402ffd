package io.github.basicopsemulator.fault;

import java.time.Duration;

/**
 * What goes wrong with one request, decided.
 *
 * @param delay how long the reply takes; zero unless it is about that
 * @param reason why, for messages
 */
public record InjectedFault(FaultEffect effect, Duration delay, String reason) {}
