/** How a record is written: the formats {@code json} for programs and {@code text} for people. */
package org.estreamer.formats;
