/**
 * Bodies with every field at an offset of its own: the quickest encoding, needing no JVM flag and no library. A codec
 * extends {@link io.ringswarm.codecs.fixed.FixedCodec}, or {@link io.ringswarm.codecs.fixed.FixedTailCodec} when its
 * last part varies in length.
 */
package io.ringswarm.codecs.fixed;
