/** Stress tests of the results that submitters read while the desk keeps more. */
package io.ringswarm.engine.work.cache;
