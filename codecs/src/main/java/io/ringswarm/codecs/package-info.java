/**
 * How a message's body becomes bytes and back: the codec SPI, the views it reads and writes through, and the faults it
 * may report. No threads, no engine, no third-party library.
 */
package io.ringswarm.codecs;
