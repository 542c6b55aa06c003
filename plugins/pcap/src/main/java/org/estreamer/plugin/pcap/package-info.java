/** Writes the packets that come with intrusion events into capture files. */
package org.estreamer.plugin.pcap;
