package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.Offer;

/** The engine accepts nothing more, or will never accept this message: a generator has nothing left to do. */
final class EngineRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineRefusedException(Offer offer) {
        super("offer=" + offer + " (expected: ACCEPTED, or BACK_PRESSURED for a while)");
    }
}
