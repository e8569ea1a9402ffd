package io.github.basicopsemulator.engine;

/** The caller of a request: the id of a user. */
public record Caller(long user) {}
