package io.ringswarm.harness.load.custom;

/** Makes the messages of one producer. Confined to its thread. */
@FunctionalInterface
public interface MessageMaker {
    /**
     * Makes one message, by {@link NextMessage#body}. Its time counts as the producer's: what takes long here makes the
     * generator late, and the run invalid. Called again with the same number when the engine had no room for a body that is
     * longer than a slot.
     *
     * @param next for whom, which one, and where to put it; the same object at every call
     * @throws Exception anything; it ends the run, which then is refused or, once it is being measured, invalid
     */
    void make(NextMessage next) throws Exception;
}
