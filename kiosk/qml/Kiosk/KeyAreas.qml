pragma Singleton
import QtQuick

// The glass over keys, made once and used again: what QML makes of a class of Python and throws away leaves 10 kB
// behind for ever (PySide6 6.11.3), and every page with a keyboard needs one.
Item {
    id: areas

    // Read when it is first needed: until after the first picture there is no such class.
    property Component made: null

    // An area that fills `place`, until it is given back. Those that nobody uses lie in here.
    function take(place: Item): Item {
        if (made === null)
            made = Qt.createComponent("KeyGlass.qml", Component.PreferSynchronous, areas);
        const area = (children.length > 0 ? children[0] : made.createObject(areas)) as Item;
        area.parent = place;
        area.anchors.fill = place;
        return area;
    }

    function give(area: Item): void {
        area.anchors.fill = undefined;
        area.parent = areas;
    }
}
