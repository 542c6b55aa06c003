/** How a record is written as format {@code text}: the fields that tell a person most, on one line. */
package org.estreamer.formats.text;
