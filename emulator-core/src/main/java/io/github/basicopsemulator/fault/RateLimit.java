package io.github.basicopsemulator.fault;

import java.time.Duration;

/** So many requests in a window, for each token; the window begins with the first of them. */
public record RateLimit(int most, Duration window) {

    @Override
    public String toString() {
        return "status 429 beyond " + most + " requests within " + window.toMillis() + " ms";
    }
}
