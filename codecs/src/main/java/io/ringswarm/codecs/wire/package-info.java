/**
 * Bodies in the encodings of Chronicle Wire; the only package that needs it on the class path.
 *
 * <p>A user writes one {@link io.ringswarm.codecs.wire.WireMapping} for a type, naming its fields, and chooses among
 * the {@linkplain io.ringswarm.codecs.wire.WireEncoding encodings} when making the
 * {@link io.ringswarm.codecs.wire.WireCodec}. Mappings see no Chronicle type: what they are offered cannot instantiate
 * classes, read past the body or allocate by what the bytes say.
 */
package io.ringswarm.codecs.wire;
