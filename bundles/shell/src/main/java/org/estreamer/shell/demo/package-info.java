/**
 * What comes and where it goes, shown while it happens.
 *
 * <pre>
 *   DemoCommand --&gt; DemoView: DemoScreen (a Page on a terminal) or DemoLines (anywhere else)
 *        |                        both name the DemoPlaces
 *        v
 *   live.Gauges, with the records that the SummaryPlugin counts
 * </pre>
 */
package org.estreamer.shell.demo;
