/**
 * The header that precedes every body: one descriptor of its bytes, the accessors of its fields, and the check of
 * frames that come from outside.
 */
package io.ringswarm.codecs.frame;
