package io.ringswarm.harness.load.custom;

/**
 * Is told which messages of the producers have come to one agent. Allocates nothing. Confined to one agent's calls: that
 * agent's, or those of another one to which all of its messages go on.
 */
public interface ArrivalNumbers {
    /**
     * A message has come.
     *
     * @param producer {@link NextMessage#producer()} of the message
     * @param number {@link NextMessage#number()} of the message
     * @throws IllegalArgumentException when no producer has such a number, or the number is negative: a body that was
     *     garbled
     */
    void arrived(int producer, long number);
}
