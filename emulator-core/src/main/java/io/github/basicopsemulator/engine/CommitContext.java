package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.EventLog.Draft;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.time.Instant;
import java.util.List;

/**
 * What one commit did, for those who are to be told.
 *
 * @param before the state that it changed
 * @param after the state that it made
 * @param actor the id of the user who did it
 * @param base what URLs begin with for whoever did it
 * @param form the form in which letters are written unless a subscriber wants another
 */
public record CommitContext(
        List<Draft> drafts, State before, State after, long actor, Instant at, String base, PayloadFormat form) {}
