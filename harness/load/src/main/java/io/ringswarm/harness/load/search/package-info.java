/** The search for the highest rate that meets the objectives. */
package io.ringswarm.harness.load.search;
