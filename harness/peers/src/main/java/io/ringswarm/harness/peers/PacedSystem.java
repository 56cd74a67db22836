package io.ringswarm.harness.peers;

/** A system whose sender can also keep to a schedule. */
interface PacedSystem extends PeerSystem {
    /**
     * Sends each message once it is due, and spins until then. Behind its schedule it sends what is due, in runs where the
     * system can.
     *
     * @param schedule when each message is due, which its response time counts from
     * @param stop looked at between messages
     * @return how many were accepted
     */
    long send(Schedule schedule, StopFlag stop);
}
