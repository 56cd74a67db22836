/** Where fields lie in memory, for the few of them that one core writes while others read their neighbours. */
package io.ringswarm.engine.layout;
