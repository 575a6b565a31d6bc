pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// For those who cannot speak or hear: phrases that are spoken to the operator, and the way by SMS.
ColumnLayout {
    id: phrases

    required property CallScreen call

    spacing: Theme.gapSmall

    Label {
        Layout.fillWidth: true
        font.pixelSize: Theme.callHint
        font.weight: Font.Medium
        maximumLineCount: 2
        objectName: "callHeading"
        text: phrases.call.talking ? qsTr("Cannot speak? Touch a phrase") : qsTr("When 112 answers, touch a phrase here")
        wrapMode: Text.WordWrap
    }
    GridLayout {
        Layout.fillHeight: true
        Layout.fillWidth: true
        columnSpacing: Theme.touchGap
        columns: 3
        rowSpacing: Theme.touchGap
        uniformCellHeights: true
        uniformCellWidths: true

        Repeater {
            model: phrases.call.phrases

            CallTile {
                required property string key
                required property bool saying

                Layout.fillHeight: true
                Layout.fillWidth: true
                active: saying
                enabled: phrases.call.talking

                onActivated: phrases.call.say(key)
            }
        }
        CallTile {
            Layout.fillHeight: true
            Layout.fillWidth: true
            hint: true
            icon: "message"
            text: qsTr("or SMS to 112")
        }
    }
}
