package io.github.basicopsemulator.fault;

import java.time.Duration;

/**
 * What goes wrong with one request, decided.
 *
 * @param delay how long the reply takes; zero unless it is about that
 * @param reason why, for messages
 */
public record InjectedFault(FaultEffect harm, Duration delay, String reason) {}
