/** What stress tests in several packages have in common. The tests are in the packages of the classes that they prove. */
package io.ringswarm.harness.stress;
