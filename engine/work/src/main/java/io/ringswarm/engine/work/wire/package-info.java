/** The messages between submitters, the desk and workers: fixed layouts, with the user's bytes at their end. */
package io.ringswarm.engine.work.wire;
