/** The header that precedes every body: one descriptor of its bytes, and the flyweights that read and write it. */
package io.ringswarm.codecs.frame;
