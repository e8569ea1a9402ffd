package io.github.basicopsemulator.delivery;

import java.util.List;

/** Gives tests in other packages access to the courier's parcels. */
public final class CourierInternals {

    private CourierInternals() {}

    /** Returns the parcels that wait for a response or for the delivery before. */
    public static List<Parcel> inLine(Courier courier) {
        return courier.inLine();
    }
}
