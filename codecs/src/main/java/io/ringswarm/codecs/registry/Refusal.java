package io.ringswarm.codecs.registry;

/**
 * Bodies that no codec was registered for, of one template and major version.
 *
 * @param reason why they were refused
 * @param templateId the template that their frames named, 0 to 65,535
 * @param majorVersion the major version that their frames named, 0 to 255
 * @param count how many there were
 */
public record Refusal(Reason reason, int templateId, int majorVersion, long count) {

    /** Why a body was refused. */
    public enum Reason {
        /** No codec has this template id. */
        UNKNOWN_TEMPLATE,

        /** The sender's layout is newer, and incompatible by the rule of major versions. */
        NEWER_MAJOR_VERSION,

        /** The sender's layout is older than the newest registered, and no codec was registered for it. */
        OLDER_MAJOR_VERSION
    }
}
