pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One chart under its title.
Card {
    id: card

    required property string key
    required title
    required property string note
    required property bool standing
    required property var bars

    // What the chart shows, for whoever hears it.
    readonly property string spoken: bars.filter(bar => bar.value > 0).map(bar => `${bar.name}: ${bar.said}`).join("; ")

    Accessible.description: spoken
    Accessible.name: title
    Accessible.role: Accessible.Chart
    Layout.alignment: Qt.AlignTop
    Layout.fillWidth: true
    objectName: `chart-${key}`

    Explanation {
        color: Theme.colours.quiet
        font.pixelSize: Theme.menuNote
        objectName: "chartNote"
        text: card.note
        visible: text !== ""
    }
    Loader {
        Layout.fillWidth: true
        active: card.bars.length > 0
        sourceComponent: card.standing ? side : below
        visible: active
    }
    Component {
        id: side

        StandingBars {
            bars: card.bars
        }
    }
    Component {
        id: below

        LyingBars {
            bars: card.bars
        }
    }
}
