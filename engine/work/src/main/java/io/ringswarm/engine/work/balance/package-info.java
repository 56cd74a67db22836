/** Tasks that have not started are moved from workers that have too many to workers that have too few. */
package io.ringswarm.engine.work.balance;
