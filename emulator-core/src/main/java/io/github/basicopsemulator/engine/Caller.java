package io.github.basicopsemulator.engine;

/** Who sent a request: the id of a user. */
public record Caller(long user) {}
