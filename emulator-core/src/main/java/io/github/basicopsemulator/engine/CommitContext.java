package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.event.EventLog.Draft;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.time.Instant;
import java.util.List;

/**
 * The effect of one commit, for subscribers.
 *
 * @param before the state before it
 * @param after the state after it
 * @param actor the id of the user who caused it
 * @param base the base URL for that user
 * @param form the payload format for subscribers without a format of their own
 */
public record CommitContext(
        List<Draft> drafts, State before, State after, long actor, Instant at, String base, PayloadFormat form) {}
