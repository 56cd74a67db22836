/** Agents of a service, to be put under load by its tests. */
package io.ringswarm.examples.load;
