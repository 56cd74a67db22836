/** Quantities as people write them: {@code 100k}, {@code 20us}, {@code 10s}. */
package io.ringswarm.harness.load.quantity;
