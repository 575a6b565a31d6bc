pragma Singleton
import QtQuick
import Kiosk.Screens

// The glass over keys, made once and used again: what QML makes of a class of Python and throws away leaves 10 kB
// behind for ever (PySide6 6.11.3), and every page with a keyboard needs one.
Item {
    id: areas

    // Those that nobody uses lie in here.
    readonly property Component made: Component {
        KeyArea {
        }
    }

    // An area that fills `place`, until it is given back.
    function take(place: Item): KeyArea {
        const area = (children.length > 0 ? children[0] : made.createObject(areas)) as KeyArea;
        area.parent = place;
        area.anchors.fill = place;
        return area;
    }

    function give(area: KeyArea): void {
        area.anchors.fill = undefined;
        area.parent = areas;
    }
}
