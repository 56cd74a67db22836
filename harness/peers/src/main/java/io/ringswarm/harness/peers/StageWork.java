package io.ringswarm.harness.peers;

/** What an agent does to a body that it got. */
enum StageWork {
    /** Nothing: it only counts, or sends on. */
    NONE {
        @Override
        int on(byte[] body, long number) {
            return 0;
        }
    },
    /** The pipeline's first stage's. */
    STAMPING {
        @Override
        int on(byte[] body, long number) {
            BodyWork.stamp(body, number);
            return 0;
        }
    },
    /** The second stage's. */
    ADDING {
        @Override
        int on(byte[] body, long number) {
            BodyWork.add(body);
            return 0;
        }
    },
    /** The last stage's. */
    CHECKING {
        @Override
        int on(byte[] body, long number) {
            return BodyWork.fault(body, number);
        }
    };

    /** Changes or checks the body of the message with a number; how many faults it found. */
    abstract int on(byte[] body, long number);
}
