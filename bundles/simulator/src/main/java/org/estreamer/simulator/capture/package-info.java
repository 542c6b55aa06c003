/**
 * How captured messages are sent again.
 */
package org.estreamer.simulator.capture;
