pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// The PIN pad. Dots for digits, and no key ever lights up: whoever looks over a shoulder sees a finger at most.
MaintenancePage {
    id: page

    required property PadScreen screen

    readonly property string look: screen.look
    readonly property bool typing: look === "ready" || look === "wrong"

    function remaining(seconds: int): string {
        const rest = seconds % 60;
        return seconds < 60 ? qsTr("%1 s").arg(seconds) : `${Math.floor(seconds / 60)}:${rest < 10 ? "0" : ""}${rest}`;
    }

    function sentence(): string {
        switch (look) {
        case "checking":
            return qsTr("One moment…");
        case "wrong":
            return qsTr("That was not the PIN");
        case "locked":
            return qsTr("Too many wrong tries. The next one in %1").arg(remaining(screen.secondsLeft));
        case "unset":
            return qsTr("No PIN is set on this kiosk. Set it with “kiosk\u00a0pin\u00a0set”");
        case "broken":
            return qsTr("The PIN cannot be read. Set it anew with “kiosk\u00a0pin\u00a0set”");
        case "starting":
            return "";
        }
        return qsTr("Enter the six digits");
    }

    function keyNote(): string {
        switch (screen.key) {
        case "operator":
        case "technician":
            return qsTr("The operator's USB key is in");
        case "expired":
            return qsTr("The USB key does not open this kiosk: it has expired");
        case "kiosk":
            return qsTr("The USB key does not open this kiosk: it is for others");
        case "clock":
            return qsTr("The USB key does not open this kiosk: its clock is not set");
        case "form":
        case "signature":
            return qsTr("The USB key does not open this kiosk: the operator did not sign it");
        }
        return "";
    }

    title: qsTr("PIN")

    GridLayout {
        anchors.fill: parent
        columnSpacing: 2 * Theme.margin
        columns: page.portrait ? 1 : 2
        rowSpacing: Theme.gap

        ColumnLayout {
            Layout.fillHeight: !page.portrait
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.topMargin: page.portrait ? Theme.gap : 0
            spacing: Theme.margin

            Item {
                Layout.fillHeight: !page.portrait
            }
            Row {
                Layout.alignment: Qt.AlignHCenter
                objectName: "dots"
                spacing: Theme.gap

                Repeater {
                    model: 6

                    Rectangle {
                        required property int index

                        readonly property bool filled: index < page.screen.count

                        border.color: Theme.colours.text
                        border.width: Theme.gapLine
                        color: filled ? Theme.colours.text : "transparent"
                        height: width
                        objectName: filled ? "dot" : "hole"
                        opacity: page.typing || page.look === "checking" ? 1 : 0.3
                        radius: width / 2
                        width: Theme.menuDot
                    }
                }
            }
            Explanation {
                // Room for two lines, so that the keys never move under a finger.
                Layout.minimumHeight: 3 * Theme.menuLine
                Layout.fillWidth: true
                font.pixelSize: Theme.menuLine
                font.weight: page.look === "ready" ? Font.Normal : Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 4
                objectName: "sentence"
                text: page.sentence()
                verticalAlignment: Text.AlignVCenter
            }
            Explanation {
                // Its room is kept, so that the keys never move when a USB key comes or goes.
                Layout.minimumHeight: Math.round(2.5 * Theme.menuText)
                horizontalAlignment: Text.AlignHCenter
                maximumLineCount: 3
                objectName: "keyNote"
                text: page.keyNote()
                verticalAlignment: Text.AlignTop
            }
            Item {
                Layout.fillHeight: !page.portrait
            }
        }
        GridLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.maximumHeight: Theme.menuPad
            Layout.preferredWidth: 1
            columnSpacing: Theme.touchGap
            columns: 3
            enabled: page.typing
            objectName: "keys"
            rowSpacing: Theme.touchGap
            uniformCellHeights: true
            uniformCellWidths: true

            Repeater {
                model: page.screen.order.slice(0, 9).split("")

                PadKey {
                    required property string modelData

                    spoken: modelData
                    text: modelData

                    onActivated: page.screen.press(modelData)
                }
            }
            PadKey {
                icon: "eraser"
                objectName: "clear"
                spoken: qsTr("Clear all")

                onActivated: page.screen.clear()
            }
            PadKey {
                spoken: text
                text: page.screen.order.charAt(9)

                onActivated: page.screen.press(text)
            }
            PadKey {
                icon: "backspace"
                objectName: "backspace"
                spoken: qsTr("Delete the last digit")

                onActivated: page.screen.backspace()
            }
        }
        Item {
            Layout.fillHeight: true
            visible: page.portrait
        }
    }
}
