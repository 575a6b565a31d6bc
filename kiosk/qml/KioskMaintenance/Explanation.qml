import QtQuick
import QtQuick.Layouts
import Kiosk

// A sentence or two in whole lines, as they need.
Label {
    Layout.fillWidth: true
    font.pixelSize: Theme.menuText
    maximumLineCount: 12
    wrapMode: Text.Wrap
}
