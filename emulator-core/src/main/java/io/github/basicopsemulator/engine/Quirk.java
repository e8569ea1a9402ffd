package io.github.basicopsemulator.engine;

/**
 * Something that a surface does, and why we believe that the vendor does it.
 *
 * @param id its number among the decisions about this vendor
 * @param behaviour what it does, in a sentence
 */
public record Quirk(String id, String behaviour, Evidence evidence) {}
