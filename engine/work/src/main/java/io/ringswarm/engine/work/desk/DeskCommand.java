package io.ringswarm.engine.work.desk;

/** Something to be done on the desk's thread. */
@FunctionalInterface
public interface DeskCommand {
    /**
     * Does it. Must not throw.
     *
     * @param desk the desk
     */
    void run(Desk desk);
}
